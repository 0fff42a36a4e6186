// Says in the page whatever the browser refuses because of the policy.
document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
  const told = document.querySelector('output');
  told.className = 'refused';
  told.textContent = `The policy refused ${blockedURI || 'something'} by ${violatedDirective}.`;
});
