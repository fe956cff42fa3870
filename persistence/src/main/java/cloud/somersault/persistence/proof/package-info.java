/**
 * How the log proves what it says: signed checkpoints over the hash chains of all entities, the
 * keys that sign them, and the verifier. docs/audit.md describes every format for others. Open
 * {@link cloud.somersault.persistence.proof.Checkpoint} first, then {@link
 * cloud.somersault.persistence.proof.LogVerifier}.
 */
@NullMarked
package cloud.somersault.persistence.proof;

import org.jspecify.annotations.NullMarked;
