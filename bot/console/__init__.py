"""What people open: the web page, the HTTP API, and the start of all services."""
