"""Questions that come from elsewhere and go there: GIFT, Aiken, Moodle XML, XLSX and CSV, one module a form."""
