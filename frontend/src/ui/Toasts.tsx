import { ToastContainer } from 'react-toastify/unstyled';
import 'react-toastify/ReactToastify.css';
import './toastify.css';

/** Where toasts appear. Loaded after the page itself: nothing needs it in the first second. */
export { toast } from 'react-toastify/unstyled';

export default function Toasts() {
  return <ToastContainer position="bottom-center" icon={false} hideProgressBar newestOnTop limit={3} closeOnClick={false} />;
}
