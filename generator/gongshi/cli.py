import sys
from datetime import date
from pathlib import Path
from gongshi.build import build, Order
def main():
    import time; t=time.time()
    r=build(Order(Path(sys.argv[1]),Path(sys.argv[2]),date(2026,11,22),posters='-p' in sys.argv))
    for p in r.problems: print(p)
    print(r.written,r.removed,r.files,r.schools,r.held,round(time.time()-t,2))
