"""What the part "Proof" of the book shows: code to check, and code to catch."""
