"""What builds the notebooks, checks them, and sets the course up."""
