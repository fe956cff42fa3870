package cloud.somersault.tuning.model;

/**
 * Cross entropy in nats.
 *
 * @param sum over the predictions that count
 * @param predictions how many those are
 */
public record Loss(double sum, int predictions) {

    /** The mean over the predictions. */
    public double mean() {
        return sum / predictions;
    }

    /** This and more predictions. */
    public Loss plus(Loss other) {
        return new Loss(sum + other.sum, predictions + other.predictions);
    }
}
