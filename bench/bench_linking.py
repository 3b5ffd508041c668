"""How long the linking of many mentions takes, and how much memory: 1,000,000 of them, 20,000 distinct.

The mentions are made from the forms of the registry and the places it has, with one in ten damaged, so that likeness
is looked for too. Arguments: how many mentions, how many distinct ones.
"""

import random
import resource
import sys
import time

from zeren.registry import functions, places
from zeren.registry.linking import link_many

SEED = 20260101


def main(many: int = 1_000_000, distinct: int = 20_000) -> None:
    """Print the CPU seconds, the peak of memory and what became of the mentions."""
    chance = random.Random(SEED)
    homes = [area for area in places.table().values() if area.level in ("city", "county")]
    forms = sorted(functions.vocabulary())
    made = [mention(chance, homes, forms) for _ in range(distinct)]
    chosen = [made[chance.randrange(distinct)] for _ in range(many)]
    names, codes = [name for name, _ in chosen], [code for _, code in chosen]
    started = time.process_time()
    linked = link_many(names, codes, [2021] * many)
    seconds = time.process_time() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{many:,} mentions, {len(set(made)):,} distinct: {seconds:.1f} CPU s, peak {peak:.0f} MB")
    print(linked["state"].value_counts(normalize=True).round(3).to_dict())


def mention(chance: random.Random, homes: list[places.AdministrativeArea], forms: list[str]) -> tuple[str, str]:
    """A name of some body of a place, one in ten with a letter lost, and the code of the place."""
    home, form = chance.choice(homes), chance.choice(forms)
    name = chance.choice([home.level_word, home.name]) + form
    if chance.random() < 0.1:
        at = chance.randrange(1, len(name))
        name = name[:at] + name[at + 1 :]
    return name, home.code


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
