import { Component, type ReactNode } from 'react';
import { useTexts } from '../services/texts';
import { Button } from '../ui/Button';
import { EmptyState } from '../ui/EmptyState';

interface Props {
  readonly children: ReactNode;
  /** A change of this value tries again: the address of the screen. */
  readonly resetKey?: string;
}

/** No white window: a screen that fails says so and can be opened again; what was typed is in the drafts. */
export class ErrorBoundary extends Component<Props, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override componentDidUpdate(before: Props) {
    if (before.resetKey !== this.props.resetKey && this.state.failed) this.setState({ failed: false });
  }

  override render() {
    if (!this.state.failed) return this.props.children;
    return <Failed retry={() => this.setState({ failed: false })} />;
  }
}

function Failed({ retry }: { readonly retry: () => void }) {
  const { app } = useTexts();
  return (
    <EmptyState
      title={app.crash.title}
      text={app.crash.text}
      action={
        <Button variant="contained" onClick={retry}>
          {app.crash.reload}
        </Button>
      }
    />
  );
}
