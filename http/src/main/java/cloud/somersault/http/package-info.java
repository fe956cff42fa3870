/**
 * The doors of the cloud, and {@link cloud.somersault.http.Main}, which starts everything. What is
 * asked and answered lives in {@code v1}, documents and health in {@code site}; the rest is the
 * machinery of a door: {@code route}, {@code request}, {@code problem}, {@code stream}, {@code
 * json}. Open {@code Main} first.
 */
@NullMarked
package cloud.somersault.http;

import org.jspecify.annotations.NullMarked;
