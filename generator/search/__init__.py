"""Search: the table the browser scans."""
