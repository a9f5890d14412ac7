"""Change the package's arithmetic, one place at a time, and see which test notices."""
