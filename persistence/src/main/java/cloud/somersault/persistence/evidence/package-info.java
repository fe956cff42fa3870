/**
 * One job's evidence as one file: everything that it was and did, and the proof that the log says
 * so. {@link cloud.somersault.persistence.evidence.EvidenceExport} makes it from a log, {@link
 * cloud.somersault.persistence.evidence.EvidenceCheck} needs nothing but the file.
 */
@NullMarked
package cloud.somersault.persistence.evidence;

import org.jspecify.annotations.NullMarked;
