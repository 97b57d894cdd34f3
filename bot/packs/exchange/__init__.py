"""Imports and exports questions: GIFT, Aiken, Moodle XML, XLSX and CSV, one module per format."""
