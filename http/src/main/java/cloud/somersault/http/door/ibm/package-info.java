/**
 * IBM Quantum's REST API with its sampler and estimator. Open {@link
 * cloud.somersault.http.door.ibm.IbmDoor} first; {@link cloud.somersault.http.door.ibm.IbmPrograms}
 * reads what is asked for.
 */
@NullMarked
package cloud.somersault.http.door.ibm;

import org.jspecify.annotations.NullMarked;
