package demo

// Spot is a place where a QR code hangs, for reporting what troubles a firm.
// Department is the code of the one in charge there.
type Spot struct {
	Code, Name, Kind, Division, Address, Department string
}

// Places returns the places of the district where codes hang.
func Places() []Spot {
	return []Spot{
		{"ZGDS66", "智谷大厦", "building", "390102004", "科创一路 8 号", "wz-st-004"},
		{"XGKC67", "星港科创园", "park", "390102004", "锦帆大道 166 号", "wz-st-004"},
		{"YFZX68", "云帆中心", "building", "390102004", "织锦路 21 号", "wz-st-004"},
		{"QZGD69", "渚前广场", "building", "390102001", "渚前大街 100 号", "wz-st-001"},
		{"XGST72", "学宫商圈", "street", "390102001", "学宫街", "wz-st-001"},
		{"ZWDT73", "区政务服务大厅", "hall", "390102001", "望湖路 6 号", "wz-apr"},
		{"QYFW74", "区企业服务中心", "hall", "390102001", "望湖路 6 号二楼", "wz-ent"},
		{"HQSC75", "荷桥农贸市场", "market", "390102002", "藕塘街 12 号", "wz-st-002"},
		{"TSCY76", "听松创意园", "park", "390102003", "松岗街 30 号", "wz-st-003"},
		{"YZWH77", "云栈物流园", "park", "390102005", "站前东路 88 号", "wz-st-005"},
		{"SJCW78", "石矶船舶产业园", "park", "390102006", "船坞街 9 号", "wz-st-006"},
		{"MXGY79", "麦溪工业园", "park", "390102100", "工业二路 1 号", "wz-st-100"},
		{"SHYQ82", "双槐农产品加工园", "park", "390102101", "园区北路 5 号", "wz-st-101"},
	}
}
