// Package staffing knows who works in which department on which post, and who
// looks after which place: posts, tenures, the service network, and how a person
// moves on or leaves.
//
//	tenure, assignment: open → ended (nothing leads back, nothing is deleted)
//	person: belongs to one department (main tenure), may hold posts in others
//
// Whoever leaves hands over first. Every module lets this package ask what a
// person holds (org.Work); while something of it is open and neither given to
// somebody nor left vacant on purpose, leaving is refused. Handing over, ending
// the tenures and closing the account are one transaction.
//
// # Tables
//
// org_post, org_tenure, org_service, org_handover, org_handover_item.
//
// # Events
//
// Emits org.post_saved, org.post_closed, org.person_added, org.tenure_started,
// org.tenure_ended, org.service_assigned, org.service_ended,
// org.person_transferred, org.person_left, org.staffing_imported. Hears
// account.staff_created and account.imported, upon which it opens the main
// tenures that are missing.
package staffing
