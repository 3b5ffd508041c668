"""Pages for people; every escape of HTML lives here."""
