"""Bring the catalogues of fixed sentences up to date with the code, or say what is missing there.

python docs/catalogues            adds new sentences without a translation, drops those the code no longer says
python docs/catalogues --check    changes nothing; exit code 1 if a file would change or a translation is missing
"""

import sys

from catalogue import LANGUAGES, empty, path_of, read, sentences, text_of, updated


def main(arguments: list[str]) -> int:
    """Write the catalogues, or check them; the exit code."""
    wanted, failed = sentences(), False
    for language in LANGUAGES:
        path, new = path_of(language), updated(read(language), wanted)
        text, missing = text_of(new), empty(new)
        stale = not path.is_file() or path.read_bytes() != text
        if arguments == ["--check"]:
            failed |= stale or bool(missing)
            if stale:
                print(f"{path.name} of {language} is out of date: run python docs/catalogues", file=sys.stderr)
        elif stale:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text)
        for sentence in missing:
            print(f"{language}: no translation: {sentence}", file=sys.stderr)
    return 1 if failed else 0


sys.exit(main(sys.argv[1:]))
