"""The first chapter of a story, told through the generated Python client: first_chapter.py URL TOKEN."""

import sys

import kith_client as kith
from kith_client.api import agencies_api, cases_api, people_api, relationships_api


def expect(what, there, wanted):
    if there != wanted:
        sys.exit(f"{what}: {there!r} instead of {wanted!r}")


def main(url, token):
    client = kith.ApiClient(kith.Configuration(host=url, access_token=token))
    people = people_api.PeopleApi(client)
    cases = cases_api.CasesApi(client)

    # Somebody opens the door, and a name is enough.
    rosa = people.post_people(kith.PersonDraft(preferred_name="Rosa"))
    sister = people.post_people(kith.PersonDraft(preferred_name="Her sister"))
    relationships_api.RelationshipsApi(client).post_relationships(
        kith.RelationshipDraft(
            var_from=kith.Party(type="person", id=rosa.id), to=kith.Party(type="person", id=sister.id),
            tie="sibling", paid=False))
    case = cases.post_cases(
        kith.CaseDraft(people=[rosa.id], entry_route="someone_who_knows_them", what_matters="To sleep in her own bed."))
    expect("the state of a new case", case.state, "hello")
    cases.post_cases_by_id_contacts(
        case.id, kith.ContactDraft(note="On the doorstep. She will have us back on Thursday.", channel="face_to_face"))

    # A step at once, and help asked for that does not come.
    step = cases.post_cases_by_id_steps(
        case.id, kith.StepDraft(
            own_words="We ring the landlord together, today.", kind="quick", who_acts="with_person", promise=True))
    housing = agencies_api.AgenciesApi(client).post_agencies(kith.AgencyDraft(name="Housing"))
    refused = cases.post_cases_by_id_pulls(
        case.id, kith.PullDraft(
            what="A repair of the door", var_from=kith.Party(type="agency", id=housing.id), outcome="refused",
            refusal_reason="Not on the tenancy."))
    expect("what came of the pull", refused.outcome, "refused")

    # What was said is changed with what was read, and only with that.
    stored = cases.get_cases_by_id_steps_by_step_with_http_info(case.id, step.id)
    read = stored.headers["ETag"]
    done = cases.patch_cases_by_id_steps_by_step(
        id=case.id, step=step.id, if_match=read,
        step_change=kith.StepChange(done_at=stored.data.created_at, kept=True))
    expect("whether the promise was kept", done.kept, True)
    try:
        cases.patch_cases_by_id_steps_by_step(
            id=case.id, step=step.id, if_match=read, step_change=kith.StepChange(own_words="She rings the landlord."))
    except kith.ApiException as stale:
        expect("the answer to a stale change", stale.status, 412)
    else:
        sys.exit("a stale change was taken")

    timeline = cases.get_cases_by_id_timeline(case.id)
    kinds = sorted({entry.actual_instance.kind for entry in timeline.items})
    expect("the kinds of the timeline", kinds, ["contact", "lead", "move", "pull", "step"])
    found = people.post_people_search(kith.PersonQueryDraft(name="roza"))
    expect("who is found", [str(hit.person.id) for hit in found.items], [str(rosa.id)])
    print("The first chapter is told with the Python client")


main(sys.argv[1], sys.argv[2])
