"""What people make of findings: the queue, verdicts, appeals, and how far machine and people agree."""
