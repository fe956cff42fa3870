/** The one JSON mapper of the doors: strict when it reads, plain when it writes. */
@NullMarked
package cloud.somersault.http.json;

import org.jspecify.annotations.NullMarked;
