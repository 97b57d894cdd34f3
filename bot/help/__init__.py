"""Help that travels inside the package: pages, help lines, opening hours, the sheet for who checks the numbers."""
