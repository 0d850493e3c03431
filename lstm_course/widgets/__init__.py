"""Controls around figures, and small pages that run in the browser."""
