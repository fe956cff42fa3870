/**
 * Who may come in and what for: {@link cloud.somersault.http.lock.Permissions} is the table of
 * operations and roles, {@link cloud.somersault.http.lock.Locks} asks whoever knocks, and a {@link
 * cloud.somersault.http.lock.Caller} is who was let in. Keys themselves are next door, in {@code
 * key}.
 */
@NullMarked
package cloud.somersault.http.lock;

import org.jspecify.annotations.NullMarked;
