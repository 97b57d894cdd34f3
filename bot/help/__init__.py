"""Help inside the package: pages, help lines, opening hours, and the call sheet for checking the numbers."""
