// Package exclusion leaves single cases out of the three rates (剔除): a department
// asks for it with a reason of the definition, another person of another department
// decides, and the case stands in a number of its own that opens its list.
//
//	asked ──approve──▶ approved ──withdraw──▶ withdrawn (counts again)
//	  ├───refuse────▶ refused (may be asked for again)
//	  └──withdraw───▶ withdrawn
//
// Table: appeal_exclusion. What happened stands in the timeline of the case, and each
// step is an event of appeals (EventAsked and so on).
package exclusion
