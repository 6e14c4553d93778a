package civil

import "time"

// Beijing is the zone in which the State's calendar, deadlines and screens count
// (UTC+8, without daylight saving since 1992).
var Beijing = time.FixedZone("Asia/Shanghai", 8*60*60)
