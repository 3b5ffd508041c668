"""The commands of the command line, by what they need: a build, or nothing but the words they are given."""
