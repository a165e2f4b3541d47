"""A made-up neighbourhood, the same for every service under measurement and on every run.

People are numbered from 0; each has a case with that number. Nothing here knows how a service stores it.
"""

import random
import uuid
from typing import Iterator, NamedTuple

SEED = 20261121
WORKERS = 40
AGENCIES = 12
RELATIONSHIPS_A_PERSON = 5
CONTACTS_A_CASE = (5, 15)
#: So many cases have enough contacts to fill a page of 50.
BUSY_CASES = 300
BUSY_CONTACTS = 60
#: 1 January 2025, and how far cases, and then their contacts, spread from there, in seconds.
BEGIN = 1_735_689_600
CASES_SPREAD = 300 * 86_400
CONTACTS_SPREAD = 300 * 86_400

FIRST = """Amara Ben Carys Dilip Efua Farah Gwen Hamid Isla Jakub Kemi Liam Maeve Nadia Owen Priya Quinn Rhys Sadia
Tomasz Una Vikram Wren Xanthe Yusuf Zofia Alun Bridget Callum Demi""".split()
LAST = """Abbott Begum Carter Davies Evans Farrell Green Hussain Iqbal Jones Khan Lewis Morgan Nowak Owens Patel Quigley
Roberts Singh Taylor Usman Vaughan Walker Young Zielinska Ahmed Bailey Cole Doherty Ellis""".split()
MATTERS = [
    "the allotment", "her sister down the road", "getting the boiler mended", "a dog again", "walking to the sea",
    "the choir", "sleeping through the night", "seeing the children on Sundays", "cooking for people",
    "a door that locks"]
NOTES = [
    "Rang to say that the boiler works again; pleased.", "Walked to the allotment together, talked about the summer.",
    "Text about Thursday: yes, and could we bring the form?", "Tea in the kitchen; opened the letter from housing.",
    "Not in today; left a card with the neighbour, as agreed.", "Went along to the food co-op, met two people there.",
    "Call with the surgery on speaker; the visit is on Monday.", "The nights are better with the new door."]
STATES = ["hello", "building_trust", "working_towards", "connecting", "stepping_back"]
ENTRY_ROUTES = ["self", "someone_who_knows_them", "worker_noticed", "agency", "asset"]
CHANNELS = ["face_to_face", "phone", "text", "video"]
TIES = [("friend", "friend"), ("neighbour", "neighbour"), ("sibling", "sibling"), ("parent", "child"),
        ("colleague", "colleague"), ("carer", "cared_for")]


class Contact(NamedTuple):
    case: int
    at: int
    note: str
    channel: str | None
    minutes: int | None


class Story(NamedTuple):
    """A person and their case."""
    number: int
    name: str
    born: str
    matters: list[str]
    begun: int
    state: str
    entry_route: str
    worker: int


class Tie(NamedTuple):
    at: int
    from_person: int | None
    from_worker: int | None
    to_person: int
    tie: str
    inverse: str


class Neighbourhood:
    def __init__(self, people: int):
        self.people = people
        rng = random.Random(SEED)
        self.stories = [self._story(rng, number) for number in range(people)]
        # In the order in which they happened: a service does not store a case's contacts side by side.
        self.contacts = sorted(self._contacts(rng), key=lambda contact: contact.at)
        self.ties = sorted(self._ties(rng), key=lambda tie: tie.at)

    def is_busy(self, number: int) -> bool:
        return number % max(1, self.people // BUSY_CASES) == 0

    def _story(self, rng: random.Random, number: int) -> Story:
        begun = BEGIN + CASES_SPREAD * number // self.people
        return Story(
            number, f"{rng.choice(FIRST)} {rng.choice(LAST)}", str(rng.randint(1935, 2007)), rng.sample(MATTERS, 2),
            begun, rng.choice(STATES), rng.choice(ENTRY_ROUTES), rng.randrange(WORKERS))

    def _contacts(self, rng: random.Random) -> Iterator[Contact]:
        for story in self.stories:
            count = BUSY_CONTACTS if self.is_busy(story.number) else rng.randint(*CONTACTS_A_CASE)
            for _ in range(count):
                told_more = rng.random() < 0.3
                yield Contact(
                    story.number, story.begun + rng.randrange(CONTACTS_SPREAD), rng.choice(NOTES),
                    rng.choice(CHANNELS) if told_more else None, rng.randrange(5, 90, 5) if told_more else None)

    def _ties(self, rng: random.Random) -> Iterator[Tie]:
        for story in self.stories:
            yield Tie(story.begun, None, story.worker, story.number, "lead_worker", "works_with")
            for _ in range(RELATIONSHIPS_A_PERSON - 1):
                # Mostly somebody near by, now and then anybody: a neighbourhood, not a random graph.
                near = story.number + rng.randint(1, 40)
                other = (rng.randrange(self.people) if rng.random() < 0.1 else near) % self.people
                if other == story.number:
                    other = (other + 1) % self.people
                tie, inverse = rng.choice(TIES)
                yield Tie(story.begun + rng.randrange(CONTACTS_SPREAD), other, None, story.number, tie, inverse)


class Ids:
    """Makes UUIDv7 text from instants, the same in each run."""

    def __init__(self, seed: int = SEED):
        self._rng = random.Random(seed + 1)

    def next(self, seconds: int) -> str:
        milliseconds = seconds * 1000 + self._rng.randrange(1000)
        value = milliseconds << 80 | 0x7 << 76 | self._rng.getrandbits(12) << 64
        return str(uuid.UUID(int=value | 0b10 << 62 | self._rng.getrandbits(62)))
