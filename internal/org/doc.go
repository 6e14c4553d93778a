// Package org knows how government is made up here: the departments, one under
// the other, each with its duty and the division it serves, and the divisions
// of this instance laid over the national ones (development zones, grids).
//
// The service network, city → district → street → community → grid, is the path
// of divisions with the departments that serve each; the people in it are those
// of the subpackage staffing, which keeps posts, tenures and handovers.
//
//	department: open → closed (only when it is empty; nothing leads back)
//
// # Tables
//
// org_department, org_division, and org_division_revision, by which every node
// notices that the divisions it holds in memory are out of date, and on whose
// row all changes of the organisation queue.
//
// # Events
//
// Emits org.departments_changed and org.divisions_changed. Hears none.
package org
