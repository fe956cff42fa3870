/** Files of secrets: for their owner only, and on the disk before anything is made of them. */
@NullMarked
package cloud.somersault.persistence.secret;

import org.jspecify.annotations.NullMarked;
