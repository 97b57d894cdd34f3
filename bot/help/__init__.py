"""Help inside the package: pages, help lines, opening hours, the call sheet for the person who checks the
numbers.
"""
