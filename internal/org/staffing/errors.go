package staffing

import "github.com/yikou/yikou/internal/platform/errs"

// The refusals of this package.
var (
	// ErrPersonUnknown is returned for a person who is not there or not within
	// the caller's reach.
	ErrPersonUnknown = errs.New(errs.NotFound, "org.person_unknown", "没有找到这个人，他可能不在您的管理范围内。请返回人员页重新选择。")
	// ErrPersonLeft is returned for a change to one who has left.
	ErrPersonLeft = errs.New(errs.Conflict, "org.person_left", "这个人已经离任，不能再变动。")
	// ErrOneself is returned to one who would let oneself go.
	ErrOneself = errs.New(errs.Conflict, "org.oneself", "不能给自己办理调动或离任，没有办理。请由另一位管理员办理。")
	// ErrPostUnknown is returned for a post that is not there or out of reach.
	ErrPostUnknown = errs.New(errs.NotFound, "org.post_unknown", "没有找到这个岗位，它可能已撤销。请刷新后再选。")
	// ErrPost is returned, with the fields, for a post that does not hold up.
	ErrPost = errs.New(errs.Invalid, "org.post_malformed", "岗位资料有误，没有保存。请按提示修改后再提交。")
	// ErrPostTaken is returned for the name of another post of the department.
	ErrPostTaken = errs.New(errs.Conflict, "org.post_name_taken", "这个部门已有同名的岗位，没有保存。请换一个名称。").
			With(errs.Field{Path: "body.name", Msg: "本部门已有同名岗位"})
	// ErrPostStale is returned when somebody else was faster.
	ErrPostStale = errs.New(errs.Stale, "org.stale", "您打开之后，这个岗位已被他人修改。您填写的没有保存，请刷新后再改。")
	// ErrPostHeld is returned for a post that somebody still holds.
	ErrPostHeld = errs.New(errs.Conflict, "org.post_held", "这个岗位还有人在任，没有撤销。请先让任职的人交接。")
	// ErrPostFull is returned when as many people hold a post as may.
	ErrPostFull = errs.New(errs.Conflict, "org.post_full", "这个岗位已经满员，没有保存。请先交接在任的人，或调整编制数。")
	// ErrAlreadyHolds is returned for a post or place that the person holds.
	ErrAlreadyHolds = errs.New(errs.Conflict, "org.already_holds", "他已经担任这个岗位或负责这个地方，没有重复登记。")
	// ErrTenureUnknown is returned for a tenure that is not open or out of reach.
	ErrTenureUnknown = errs.New(errs.NotFound, "org.tenure_unknown", "没有找到这项兼任，它可能已经结束。请刷新后再看。")
	// ErrServiceUnknown is returned for an assignment that is not open or out of reach.
	ErrServiceUnknown = errs.New(errs.NotFound, "org.service_unknown", "没有找到这项服务分工，它可能已经结束。请刷新后再看。")
	// ErrMayNotServe is returned for a place that the person's department does not serve.
	ErrMayNotServe = errs.New(errs.Conflict, "org.may_not_serve", "这个地方不在他所在部门的服务范围内，没有登记。请换人，或先办理调动。")
	// ErrChief is returned for a second chief of one place.
	ErrChief = errs.New(errs.Conflict, "org.chief_taken", "这个地方已有首席服务专员，没有登记。请先结束或交接原来的分工。")
	// ErrOpenWork is returned, with each item, for one who still holds work.
	ErrOpenWork = errs.New(errs.Conflict, "org.open_work", "他手上还有没交接的工作，没有办理。请把下列工作都交给接手人后再办。")
	// ErrHandover is returned, with the fields, for a handover that does not hold up.
	ErrHandover = errs.New(errs.Invalid, "org.handover_malformed", "交接安排有误，没有办理。请按提示修改后再提交。")
	// ErrHandoverUnknown is returned for a handover that is not there or out of reach.
	ErrHandoverUnknown = errs.New(errs.NotFound, "org.handover_unknown", "没有找到这次交接，它可能不在您的管理范围内。")
)
