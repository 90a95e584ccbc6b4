"""The month's assessment and the desk's fines: items of the handbook, and how they are reckoned. No database."""
