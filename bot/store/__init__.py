"""What Mayak remembers: one module a noun, the only place with SQL; `ledger` says why each column exists."""
