"""Judge the questions of our packs by models that `check --blind` does not use, so that no text is tuned on them.

    python tools/blind_judge.py [PATH …] [--topics] [--learn PATH …]

Editors mend what `check --blind` tells; these two say whether the questions got better, or only that model worse:
naive Bayes on the stems of the words of an option, and boosted trees on its shape beside its siblings (length,
signs, place, likeness), which reads no word. Both learn from the options of other topics in the same language,
as there; neither names a word or a question, so there is nothing to tune. `--learn` takes what they learn from out
of other packs, such as those of an earlier commit: habits that texts had then and have given up teach nothing now.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.feature_extraction import DictVectorizer
from sklearn.naive_bayes import BernoulliNB
from Stemmer import Stemmer
from threadpoolctl import threadpool_limits

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from bot.commands.blind.asked import Blindfolded, questions_of  # noqa: E402 - the path comes first
from bot.commands.blind.cues import shapes, words_of  # noqa: E402 - as above
from bot.packs.check import pack_folders  # noqa: E402 - as above
from bot.packs.parser.reader import read_pack  # noqa: E402 - as above

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

STEMMERS = {"ru": Stemmer("russian"), "en": Stemmer("english")}

Cues = list[dict[str, float]]


def stems(question: Blindfolded) -> Cues:
    """Return the stems of each option's words."""
    stemmer = STEMMERS[question.locale]
    return [{f"stem:{stem}": 1.0 for stem in stemmer.stemWords(words_of(option))} for option in question.options]


def words_judge(learned: Sequence[Blindfolded], asked: Sequence[Blindfolded]) -> list[float]:
    """Return how right each option of `asked` sounds to naive Bayes, all options in a row."""
    return _judged(BernoulliNB(alpha=0.5, fit_prior=False), stems, learned, asked)


def shape_judge(learned: Sequence[Blindfolded], asked: Sequence[Blindfolded]) -> list[float]:
    """Return how right each option of `asked` looks to boosted trees, all options in a row."""
    model = HistGradientBoostingClassifier(max_iter=120, max_leaf_nodes=8, learning_rate=0.06, random_state=0)
    return _judged(model, shapes, learned, asked)


def _judged(
    model: BernoulliNB | HistGradientBoostingClassifier,
    read: Callable[[Blindfolded], Cues],
    learned: Sequence[Blindfolded],
    asked: Sequence[Blindfolded],
) -> list[float]:
    reader = DictVectorizer(sparse=False)
    seen = reader.fit_transform([row for question in learned for row in read(question)])
    model.fit(seen, [right for question in learned for right in question.right])
    return model.predict_proba(reader.transform([row for question in asked for row in read(question)]))[
        :, 1
    ].tolist()


JUDGES = {"naive Bayes on words": words_judge, "trees on shape": shape_judge}


def single(paths: Sequence[Path]) -> list[Blindfolded]:
    """Return the questions of the packs at or around these paths that have one right option."""
    packs = (read_pack(folder) for folder in pack_folders(paths))
    return [question for question in questions_of(packs) if question.single]


def main() -> None:
    """Print the shares that each judge guessed."""
    told = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    told.add_argument("paths", nargs="*", type=Path, default=[ROOT / "content", ROOT / "quizzes"])
    told.add_argument("--topics", action="store_true", help="topic by topic as well")
    told.add_argument("--learn", nargs="+", type=Path, metavar="PATH", help="learn from these packs instead")
    options = told.parse_args()
    asked_of = single(options.paths)
    known = single(options.learn) if options.learn else asked_of
    groups: defaultdict[tuple[str, tuple[str, ...]], list[Blindfolded]] = defaultdict(list)
    for question in asked_of:
        groups[question.locale, question.topics].append(question)
    for name, judge in JUDGES.items():
        fates: defaultdict[tuple[str, str], list[tuple[bool, float]]] = defaultdict(list)
        for (locale, topics), asked in sorted(groups.items()):
            learned = [one for one in known if one.locale == locale and not {*one.topics} & {*topics}]
            scores = iter(judge(learned, asked))
            for question in asked:
                own = [next(scores) for _ in question.options]
                others = [score for score, right in zip(own, question.right, strict=True) if not right]
                fate = own[question.right.index(True)] > max(others), 1 / len(own)
                rows = ["all", question.kind.value, *question.tiers, *(question.topics if options.topics else ())]
                for row in rows:
                    fates[row, locale].append(fate)
        print(f"\n{name}: guessed, and by chance")
        for (row, locale), found in sorted(fates.items()):
            share, chance = (sum(values) / len(found) for values in zip(*found, strict=True))
            print(f"  {locale} {row:12} {share:4.0%} of {len(found):4} ({chance:.0%})")


if __name__ == "__main__":
    with threadpool_limits(limits=1):
        main()
