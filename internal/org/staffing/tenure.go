package staffing

import "time"

// Kind says how a person belongs to a department.
type Kind string

// The kinds: a person has one main tenure at a time, and any number of posts
// held in part (兼任).
const (
	Main Kind = "main"
	Part Kind = "part"
)

// Tenure is who belonged to which department, on which post, from when until
// when.
type Tenure struct {
	ID string
	// Staff is the ID of the person.
	Staff string
	// Department is the ID of the department.
	Department string
	// Post is the ID of the post, empty for none, which only a main tenure may be
	// without. PostName is its name.
	Post, PostName string
	Kind           Kind
	StartsAt       time.Time
	// EndsAt is zero while the tenure is open.
	EndsAt time.Time
}

// Open reports whether the tenure has not ended.
func (t Tenure) Open() bool { return t.EndsAt.IsZero() }

// Role is what a person is to a place of the service network (服务专员).
type Role string

// The roles. A place has one chief at a time.
const (
	Chief       Role = "chief"
	Specialist  Role = "specialist"
	GridOfficer Role = "grid_officer"
)

// roleNames are the roles in Chinese.
var roleNames = map[Role]string{Chief: "首席服务专员", Specialist: "服务专员", GridOfficer: "网格员"}

// Name returns what people call the role.
func (r Role) Name() string { return roleNames[r] }

// Assignment is who looks after which place, in which role, from when until when.
type Assignment struct {
	ID string
	// Division is the code of the place.
	Division string
	// Staff is the ID of the person, Department that of the department for which
	// the person does it.
	Staff, Department string
	Role              Role
	StartsAt          time.Time
	// EndsAt is zero while the assignment is open.
	EndsAt time.Time
}

// Open reports whether the assignment has not ended.
func (a Assignment) Open() bool { return a.EndsAt.IsZero() }
