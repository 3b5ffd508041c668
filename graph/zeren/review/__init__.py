"""What a person decides about doubtful facts: exported, decided in a spreadsheet, kept as a table, applied on every build.

A door and not part of the reading half, because doubtful facts are found in the tables of a build, written as workbooks,
and applied to what reading makes.
"""
