"""What a browser and tests in another process are served: the page, and JSON under `/sandbox`."""
