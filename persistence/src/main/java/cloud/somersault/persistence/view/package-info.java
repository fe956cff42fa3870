/**
 * What can be asked of many entities at once, kept in tables beside the event log. A view is made
 * from events alone, remembers how far it has read in the same transaction, and can be thrown away
 * and made again. Open {@link cloud.somersault.persistence.view.JobList}, then {@link
 * cloud.somersault.persistence.view.ChipHistory}.
 */
@NullMarked
package cloud.somersault.persistence.view;

import org.jspecify.annotations.NullMarked;
