package reach

import (
	"context"

	"github.com/RoaringBitmap/roaring/v2"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/policy"
	"github.com/yikou/yikou/internal/policy/definition"
	"github.com/yikou/yikou/internal/policy/matchrun"
	"github.com/yikou/yikou/internal/standard/civil"
)

// Measures is what this package needs of the policy module itself; its Service
// has it.
type Measures interface {
	// Record returns one version of a measure; 0 is the one that today is judged by.
	Record(ctx context.Context, measure string, number int64) (*definition.Record, error)
	// Published returns the measures that are in force today, by title.
	Published(ctx context.Context) ([]*definition.Record, error)
	// StartRun asks for a run as of a day, today if zero, unless one is alive.
	StartRun(ctx context.Context, day civil.Date) (matchrun.Run, error)
	// Short says of enterprises that were near in a run what keeps them from the
	// measure; ClauseID is empty where facts have changed since.
	Short(ctx context.Context, measure, run string, ordinals []uint32) ([]policy.NearMiss, error)
}

// Registry is what this package needs of the registry of enterprises.
type Registry interface {
	// Rows is that of policy.Enterprises.
	Rows(ctx context.Context, ordinals []uint32) ([]policy.EnterpriseRow, error)
	// Within is that of policy.Enterprises.
	Within(ctx context.Context, scope kernel.Scope, filter policy.EnterpriseFilter, fn func(ordinal uint32)) error
	// Ordinals returns the ordinals of enterprises by their codes; one that is not
	// registered is left out.
	Ordinals(ctx context.Context, usccs []string) (map[string]uint32, error)
}

// Acting is an enterprise with the people who may act for it in policy matters.
type Acting struct {
	USCC   string
	People []string
}

// Officer is a member of staff with the places he calls at.
type Officer struct {
	Staff string
	// Scope is where he may read lists.
	Scope kernel.Scope
	// Places are codes of divisions.
	Places []string
}

// People says who stands for enterprises and who calls on them.
type People interface {
	// ActingAfter returns the next enterprises that somebody may act for, in the
	// order of their codes, at most limit.
	ActingAfter(ctx context.Context, after string, limit int) ([]Acting, error)
	// Officers returns those who look after places and may read lists, by ID.
	Officers(ctx context.Context) ([]Officer, error)
	// Places returns the codes of the divisions that a member of staff looks after.
	Places(ctx context.Context, staff string) ([]string, error)
}

// Subscribers says who wants to hear of a measure.
type Subscribers interface {
	// Subscribers returns the codes of the enterprises that subscribed to what a
	// version of a measure is about.
	Subscribers(ctx context.Context, measure string, version int64) ([]string, error)
}

// Kind is what an enterprise is told of a measure.
type Kind string

// The kinds.
const (
	// Eligible says that the enterprise can have it.
	Eligible Kind = "eligible"
	// Near says what one step keeps the enterprise from it.
	Near Kind = "near"
	// Subscribed says that something the enterprise subscribed to has come into force.
	Subscribed Kind = "subscribed"
)

// Letter is what the people of one enterprise are told in one run.
type Letter struct {
	Kind            Kind
	Run, USCC, Name string
	// People are those who want it.
	People []string
	// Measures names up to three, with what is missing for a near miss; Count says
	// how many there are.
	Measures string
	Count    int
}

// Letters tells people, as part of the context's transaction.
type Letters interface {
	// Wanting returns those of the people, of any number of enterprises, who want to
	// be told of that kind.
	Wanting(ctx context.Context, kind Kind, people []string) ([]string, error)
	// Tell tells the people of an enterprise.
	Tell(ctx context.Context, l Letter) error
	// TellOfficer tells an officer that a run's list holds new enterprises.
	TellOfficer(ctx context.Context, staff, run string, enterprises int64) error
}

// Claims says who has claimed a measure, once there is a module for that.
type Claims interface {
	// Claimed returns the ordinals of those who have.
	Claimed(ctx context.Context, measure string) (*roaring.Bitmap, error)
}
