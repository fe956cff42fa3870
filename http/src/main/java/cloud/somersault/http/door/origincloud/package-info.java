/**
 * The API of Origin Quantum's public cloud, which {@code QCloudMachine} and the Python clients
 * speak. Errors are in the body under status 200, most numbers travel as texts. Open {@link
 * cloud.somersault.http.door.origincloud.OriginCloudDoor} first.
 */
@NullMarked
package cloud.somersault.http.door.origincloud;

import org.jspecify.annotations.NullMarked;
