/**
 * API keys: entities in the journal that keep a hash and never the secret, asked through {@link
 * cloud.somersault.http.key.Keys}, which remembers for a few seconds what it was told and forgets
 * at once what is revoked. What a key may do is next door, in {@code lock}.
 */
@NullMarked
package cloud.somersault.http.key;

import org.jspecify.annotations.NullMarked;
