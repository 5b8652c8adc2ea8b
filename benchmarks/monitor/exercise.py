"""What Accord finds in the exercise and what it misses: ``python -m benchmarks.monitor.exercise``.

The whole chain on six months of reports, held against the truth in `examples/exercise-truth`, which no other code
reads. Nothing here is tuned on it. Alarms and signs are those of each evening, from the reports that had come in.
"""

import argparse
import time

from benchmarks.monitor.exercise_case import know, read_case, unannounced
from benchmarks.monitor.exercise_claims import report_claims
from benchmarks.monitor.exercise_days import evenings, report_breakdown, report_denials, report_regrouping
from benchmarks.monitor.exercise_incidents import report_chances, report_drills, report_findings, report_fusion


def main() -> None:
    """Print all comparisons."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ids", type=int, default=12, help="of what was missed and false, at most so many ids a line")
    parser.add_argument("--unannounced", action="store_true", help="as if no party had announced anything")
    options = parser.parse_args()
    case = unannounced(read_case()) if options.unannounced else read_case()
    plain, reviewed = know(case, case.events, reviews=False), know(case, case.events)
    report_fusion(case, plain)
    report_chances(case, plain)
    report_findings(case, reviewed, most=options.ids)
    report_drills(case, reviewed)
    report_claims(case, reviewed)
    began = time.process_time()
    looks = evenings(case)
    print(f"\n{len(looks)} evenings, each fused, judged and scanned anew: {time.process_time() - began:.0f} CPU s")
    report_breakdown(case, looks)
    report_regrouping(case, looks)
    report_denials(case, looks)


if __name__ == "__main__":
    main()
