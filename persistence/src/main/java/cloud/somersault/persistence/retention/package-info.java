/**
 * How long what users bring and get can be read. Its keys lie in a folder beside the log, one for
 * each tenant's day, and are destroyed when somebody with the right to it says so, or when they are
 * old; the log itself forgets nothing and stays whole. Begin with {@link
 * cloud.somersault.persistence.retention.Retention}, then {@link
 * cloud.somersault.persistence.retention.KeyFile}; docs/retention.md has the format and what it
 * protects from.
 */
@NullMarked
package cloud.somersault.persistence.retention;

import org.jspecify.annotations.NullMarked;
