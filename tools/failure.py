"""What a command of the course says when it cannot go on."""


class Failure(Exception):
    """Something the person at the keyboard can mend, told in one line."""
