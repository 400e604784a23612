"""Write the logs and expected.json: python3 samples/logs/make.py [FOLDER]"""

import json
import sys
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import service_logs  # noqa: E402
import zone_logs  # noqa: E402
from told import FORMS  # noqa: E402

# Every entry of these kinds has a finding of its own, whatever else is found.
OF_ENTRIES = ("log_negotiation_failed", "log_authentication_failed", "log_error")
SCENES = (*zone_logs.SCENES, *service_logs.SCENES)


def expectation(scene, form):
    findings = [{"key": one.key, "severity": one.severity, "confidence": one.confidence, "values": list(one.values)}
                for one in scene.found]
    return {"story": scene.story, "host": scene.host, "version": FORMS[form].version, "findings": findings,
            "findings_allowed": [*OF_ENTRIES, *scene.allowed]}


def main(folder):
    told = {}
    for scene in SCENES:
        for form in scene.forms:
            name = f"{form}/{scene.host}-{scene.name}.txt"
            (folder / form).mkdir(exist_ok=True)
            scene.log(form).write(folder / name)
            told[name] = expectation(scene, form)
    (folder / "expected.json").write_text(json.dumps(told, indent=2) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).resolve().parent))
