/** The server's secret in stories, where there is nothing to keep. */
export const storySecret = 'stories have nothing to hide, and 32 letters';
