import { Component, type ReactNode } from 'react';
import i18next from 'i18next';
import { Button } from './button.tsx';

/** Keeps a failure inside its tile. */
export class TileBoundary extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    return (
      <div role="alert" className="flex flex-col items-start gap-3 py-4 text-soft">
        <p>{i18next.t('common.tileFailed')}</p>
        <Button onClick={() => this.setState({ failed: false })}>{i18next.t('common.retry')}</Button>
      </div>
    );
  }
}
