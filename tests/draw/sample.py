"""A view of about thirty nodes, as the graph gives it for the pathway from arrest to release."""

from __future__ import annotations

from kg.draw import Edge, Node, View

NODES = """
immigration-arrest|Immigration arrest|Outcome|spine
detention|Detention|Outcome|spine
release|Release|Outcome|spine
alternatives-to-detention|Alternatives to Detention|Programme|spine
removal|Removal|Outcome
detention-until-removal|Detention until removal|Outcome
indefinite-detention|Indefinite detention|Outcome
ankle-monitor|Ankle monitor|MonitoringTechnology
wrist-device|Wrist device|MonitoringTechnology
telephone-check-in|Telephone check-in|MonitoringTechnology
capacity-limit|Capacity limit of detention centres|Factor
funded-bed-limit|Limit of funded beds|Factor
court-rulings|Court rulings on prolonged detention|Factor
court-limit|Court limit where the country refuses|Factor
legal-duty|Legal duty to release|Factor
country-refuses|Country refuses returns|Factor
no-major-record|No major criminal record|Factor
no-safety-threat|No safety threat|Factor
medical-need|Medical need|Factor
sole-care|Sole care of children|Factor
public-safety-threat|Public safety threat|Factor
federal-courts|Federal courts|Court
ice|Immigration and Customs Enforcement|Agency
detention-centres|ICE detention centres|Place
venezuela|Venezuela|Country
agreement|Venezuela's agreement to take nationals back|Event
end-of-catch|End of catch and release|Policy
convicted|People convicted of a significant crime|PopulationGroup
incoming|Incoming Trump administration|Administration
larger-programme|Larger ankle monitor programme|Programme
"""

# source|predicate|target|label|sign|stance|modality|speaker|manner|paragraph|flags
EDGES = """
immigration-arrest|followedBy|detention|followed by||asserted|does|NBC News|institutional|3|spine
detention|followedBy|release|followed by||asserted|sometimes|five people|unnamed|1|spine unnamed
release|hasCondition|alternatives-to-detention|on condition of||asserted|does|NBC News|institutional|7|spine
immigration-arrest|followedBy|removal|followed by||promised|does|Trump administration|institutional|1|
release|hasAlternative|detention-until-removal|instead of||asserted|does|NBC News|institutional|3|
alternatives-to-detention|usesTechnology|ankle-monitor|uses||asserted|does|NBC News|institutional|7|
alternatives-to-detention|usesTechnology|wrist-device|uses||asserted|does|NBC News|institutional|7|
alternatives-to-detention|usesTechnology|telephone-check-in|uses||asserted|does|NBC News|institutional|7|
capacity-limit|leadsTo|release|leads to|1|asserted|does|NBC News|institutional|3|
funded-bed-limit|leadsTo|release|leads to|1|asserted|does|NBC News|institutional|9|
court-rulings|leadsTo|release|leads to|1|asserted|does|NBC News|institutional|3|
court-limit|leadsTo|release|leads to|1|interested-party|may|ICE spokesperson|institutional|5|
court-limit|limits|indefinite-detention|limits||interested-party|does|ICE spokesperson|institutional|5|
legal-duty|requires|release|requires||interested-party|sometimes|ICE spokesperson|institutional|6|
country-refuses|isWeighedFor|release|weighed for||asserted|does|NBC News|institutional|12|
country-refuses|prevents|removal|prevents|-1|asserted|does|NBC News|institutional|12|
no-major-record|permits|release|permits||asserted|does|NBC News|institutional|11|
no-safety-threat|isConditionOf|release|condition of||asserted|does|NBC News|institutional|12|
medical-need|leadsTo|release|leads to|1|asserted|may|three people|unnamed|14|unnamed
sole-care|leadsTo|release|leads to|1|asserted|may|three people|unnamed|14|unnamed
public-safety-threat|favours|detention|favours||asserted|does|NBC News|institutional|11|
federal-courts|forbids|indefinite-detention|forbids||asserted|does|NBC News|institutional|3|
detention-centres|isSubjectTo|capacity-limit|subject to||asserted|does|NBC News|institutional|3|
ice|operates|detention-centres|operates||asserted|does|NBC News|institutional|3|
country-refuses|appliesTo|venezuela|applies to||asserted|does|NBC News|institutional|12|disputed
agreement|removes|country-refuses|removes|-1|interested-party|does|Donald Trump|on-record|13|
end-of-catch|forbids|release|forbids||hedged|does|NBC News|institutional|9|
ice|releases|convicted|releases||no-evidence|does|NBC News|institutional|11|none
incoming|knowsOf|capacity-limit|knew of||asserted|does|Fox News|institutional|10|
incoming|considers|larger-programme|considers||asserted|does|Fox News|institutional|10|
larger-programme|usesTechnology|ankle-monitor|uses||asserted|does|Fox News|institutional|10|
no-major-record|requires|release|requires||asserted|does|NBC News|institutional|11|negated
"""  # noqa: E501 - a table


def sample() -> View:
    """The view; each edge has a claim of its own, one has a second that disputes it."""
    nodes = []
    for line in NODES.strip().splitlines():
        key, label, kind, *spine = line.split("|")
        nodes.append(Node(key, label, kind, f"What {label} means here.", bool(spine)))
    edges, claims = [], {}
    for n, line in enumerate(EDGES.strip().splitlines(), 1):
        source, predicate, target, label, sign, stance, modality, speaker, manner, place, flags = (
            line.split("|")
        )
        claim = f"pickaway-2025-02/c{n:02}"
        disputed = (f"pickaway-2025-02/d{n:02}",) if "disputed" in flags else ()
        polarity = "negated" if "negated" in flags else "affirmed"
        for key in (claim, *disputed):
            claims[key] = evidence(
                f"{source} {label} {target}, as {key} puts it.",
                speaker=speaker, manner=manner, paragraph=int(place), stance=stance,
                modality=modality, polarity=polarity,
            )
        edges.append(
            Edge(
                f"link/{n:02}", source, target, predicate, label, polarity, modality, (stance,),
                int(sign) if sign else None, (claim,), disputed, "unnamed" in flags.split(),
                "none" in flags, "spine" in flags,
            )
        )
    return View(
        "From arrest to release",
        "What leads from an immigration arrest to release, as reported on 2-3 February 2025.",
        tuple(nodes), tuple(edges), claims,
        ("It says nothing of how many people were released.",
         "ATD is a condition of release, not a factor."),
        "0.1.0", "sha256:0123456789abcdef", "2025-02-03",
    )


def evidence(
    text: str, *, speaker: str, manner: str, paragraph: int, stance: str, modality: str,
    polarity: str,
) -> dict[str, object]:
    """Evidence as answers give it."""
    chain = [{"speaker": "x", "label": speaker, "manner": manner}]
    if speaker != "NBC News":
        chain.append({"speaker": "nbc-news", "label": "NBC News", "manner": "institutional"})
    return {
        "text": text,
        "asserter": speaker,
        "attribution": chain,
        "stance": stance,
        "modality": modality,
        "polarity": polarity,
        "document": "pickaway-2025-02",
        "paragraph": paragraph,
        "stated_on": "[2025-02-02..2025-02-03]",
        "valid": None,
        "origin": ["origin/7d6e0cbf"],
        "contested_by": ["x3-refusal-and-agreement"] if "refuses" in text else [],
        "verified": True,
    }
