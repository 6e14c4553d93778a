package demo

import "fmt"

// Post is a post of a department of the demo. Holders are logins.
type Post struct {
	Department, Name, Duty string
	Headcount              int
	Holders                []string
}

// Posts returns the posts of the demo, one name at most once in a department.
func Posts() []Post {
	return []Post{
		{"wz-ent", "服务专员", "联系企业，代办帮办。", 6, []string{"shili"}},
		{"wz-ent", "政策专员", "汇集和解读惠企政策。", 4, []string{"zhengce"}},
		{"wz-sci", "企业服务科经办人", "办理科技类惠企事项。", 3, []string{"keji"}},
		{"wz-ind", "企业服务科经办人", "办理工业类惠企事项。", 3, []string{"gongxin"}},
		{"wz-soc", "派单员", "受理、派单、督办。", 5, []string{"paidan"}},
		{"wz-st-004", "网格员", "走访网格内的企业，收集诉求。", 8, []string{"wangge1", "wangge3"}},
		{"wz-st-100", "网格员", "走访网格内的企业，收集诉求。", 8, []string{"wangge2"}},
	}
}

// Service is who looks after which place of the demo. Role is chief, specialist
// or grid_officer.
type Service struct{ Login, Division, Role string }

// Services returns the service network of the demo: the district, two streets,
// and the grids of their officers.
func Services() []Service {
	list := []Service{
		{"quzhang", Wide(DistrictCode), "chief"},
		{"shili", Wide(DistrictCode), "specialist"},
		{"keji", Wide(DistrictCode), "specialist"},
		{"gongxin", Wide(DistrictCode), "specialist"},
		{"shili", Wide(DistrictCode + "004"), "specialist"},
	}
	for _, g := range []struct {
		login, street string
		community     int
		grids         int
	}{{"wangge1", "004", 2, 4}, {"wangge3", "004", 3, 2}, {"wangge2", "100", 1, 3}} {
		for _, s := range streets {
			if s.code != g.street {
				continue
			}
			for n := range g.grids {
				list = append(list, Service{g.login, fmt.Sprintf("%s%03d", s.communityCode(g.community), n+1), "grid_officer"})
			}
		}
	}
	return list
}
