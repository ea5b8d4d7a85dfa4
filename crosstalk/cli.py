"""The command line: one thin command a verb, loaded only when it is called."""

from __future__ import annotations

import sys
from importlib import import_module

import click

from corpus.errors import CrosstalkError
from crosstalk import __version__

#: Each verb with its one-line help, so that `crosstalk --help` imports nothing else.
VERBS = {
    "demo": "Run everything on the sample site: gather, code, theme, publish, export.",
    "crawl": "Gather articles from the web: pages, feeds or sitemaps.",
    "sources": "List the sources that a crawl knows; sources check looks at their sites.",
    "import": "Gather articles from files and folders: .html .txt .md .csv .jsonl .warc",
    "annotate": "Code statements and statistics of new and changed articles.",
    "themes": "Group the statements into themes.",
    "studies": "List surveys, their findings and where tellings differ; correct them.",
    "run": "Annotate, themes and publish in one go.",
    "publish": "Build the read-only database for the site.",
    "serve": "Open the site in Datasette.",
    "export": "Write CSV files of the themes and their statements.",
    "verify": "Read everything again: do the numbers follow from the rows?",
    "diff": "Say what differs between two databases or two runs.",
    "bundle": "Put all that the last result rests on into one file.",
    "reproduce": "Make a result again and compare it, byte by byte.",
    "forget": "Take an article, a domain or a person out, for good.",
    "status": "Say what is in the corpus, what ran when, what failed.",
    "evaluate": "Score the coding against gold labels.",
    "prevalence": "Correct counts for the coder's errors, with intervals.",
    "label": "Have units labelled, take labels back as gold, measure agreement.",
    "train": "Train the classifier on coded units.",
}


class Verbs(click.Group):
    """A group that knows its verbs by name and imports a verb's module only to run it or to show its help."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the verbs in the order in which one meets them."""
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a verb's command, or None for a word that is none."""
        if cmd_name not in VERBS:
            return None
        return import_module(f"crosstalk.commands.{cmd_name}_").command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the verbs without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(VERBS.items()))


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="crosstalk")
def crosstalk() -> None:
    """What marketing chiefs (CMOs) and IT chiefs (CIOs) hold against each other, with the exact words.

    First look: crosstalk demo. First corpus: crosstalk import PATH, then crosstalk run, then crosstalk serve.
    """


def main(arguments: list[str] | None = None) -> None:
    """Run the command line; an error that a user can act on ends in one line and exit status 1, Ctrl-C in 130."""
    try:
        crosstalk.main(args=arguments, standalone_mode=False)
    except CrosstalkError as error:
        _fail(str(error), 1)
    except click.exceptions.Exit as stop:
        sys.exit(stop.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        _fail("Stopped. What was done until now is stored; run the same command to go on.", 130)


def _fail(line: str, status: int) -> None:
    click.echo(f"crosstalk: {line}", err=True)
    sys.exit(status)
