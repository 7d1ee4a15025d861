#!/usr/bin/env python3
"""Whether the recipes of a page are YAML that does what it says: the steps of a workflow, the hooks of pre-commit.

Needs the package pre-commit, which brings PyYAML. Runs in a project folder under git, with jadval on the path.

    python3 tests/outside/recipes.py docs/ci.md
"""

import os
import pathlib
import re
import subprocess
import sys

import yaml


def run(what, command):
    ended = subprocess.run(command, capture_output=True, text=True)
    if ended.returncode:
        print(f"{what}: exit status {ended.returncode}\n{ended.stdout}{ended.stderr}")
        raise SystemExit(1)
    print(f"{what}: passed")


def main():
    page = pathlib.Path(sys.argv[1]).read_text(encoding="utf-8")
    blocks = [yaml.safe_load(block) for block in re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)]
    steps = [step for block in blocks for job in block.get("jobs", {}).values() for step in job["steps"]]
    # How the program comes to a runner is not this project's to say.
    steps = [step for step in steps if "run" in step and step["name"] != "install"]
    for step in steps:
        run(step["name"], ["bash", "-e", "-o", "pipefail", "-c", step["run"]])
    configurations = [block for block in blocks if "repos" in block]
    for configuration in configurations:
        pathlib.Path(".pre-commit-config.yaml").write_text(yaml.safe_dump(configuration), encoding="utf-8")
        run("git add", ["git", "add", "--all"])
        os.environ.setdefault("PRE_COMMIT_HOME", str(pathlib.Path.cwd() / ".pre-commit"))
        run("pre-commit", [sys.executable, "-m", "pre_commit", "run", "--all-files"])
    print(f"{len(steps)} steps, {len(configurations)} configurations")
    return 0 if steps and configurations else 1


if __name__ == "__main__":
    sys.exit(main())
