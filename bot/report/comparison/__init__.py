"""What would change if a script did, as text, JSON, CSV, XLSX and HTML."""
